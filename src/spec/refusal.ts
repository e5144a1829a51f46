/**
 * Something that was asked for and cannot be given: what the API answers is the status, the code for programs, the
 * message in Chinese for people and, in the details, what is allowed instead.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(status: number, code: string, message: string, details?: Readonly<Record<string, unknown>>) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export interface Allowed {
  /** The parameter of the URL. */
  parameter?: string;
  value: string;
  allowed: readonly string[];
}

/** What is none of a closed list: says what was given, and what is allowed. */
export function notAmong(status: number, code: string, what: string, { parameter, value, allowed }: Allowed): Refusal {
  const shown = value.length > 60 ? `${value.slice(0, 60)}…` : value;
  const some = allowed.length > 20 ? `${allowed.slice(0, 20).join('、')}等 ${allowed.length} 个` : allowed.join('、');
  const message = `${what}“${shown}”。${allowed.length > 0 ? `可用的有：${some}。` : ''}`;
  return new Refusal(status, code, message, { ...(parameter ? { parameter } : {}), value: shown, allowed });
}
