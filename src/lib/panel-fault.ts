import { isHttpError } from '@sveltejs/kit';

/**
 * What is said in the place of a panel that cannot be answered, of which the others know nothing: its SQL fails or
 * takes too long, the version or several provinces together lack what it asks for, or it holds more than who may see
 * released sums alone. Any other failure is the page's own.
 */
export function faultOf(failure: unknown): { fault: string } {
  if (!isHttpError(failure)) throw failure;
  const { status, body } = failure;
  const isKept = body.code === 'not_allowed';
  const isElsewhere = body.code === 'not_in_version' || body.code === 'of_one_province';
  if (isKept || status === 422 || status === 500 || status === 504 || isElsewhere) return { fault: body.message };
  throw failure;
}
