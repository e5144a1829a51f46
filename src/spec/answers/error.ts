import { Type, type Static } from 'typebox';
import { closed } from './shape.ts';

/** What is answered, whatever went wrong: a code for programs, a message in Chinese for people. */
export const ErrorBody = closed({
  error: closed({
    code: Type.String(),
    message: Type.String(),
    details: Type.Optional(
      Type.Unsafe<Readonly<Record<string, unknown>>>({
        type: 'object',
        additionalProperties: true,
        description: 'The parameter, the value that was given, what is allowed instead.',
      })
    ),
  }),
});
export type ErrorBody = Static<typeof ErrorBody>;
