import { array, boolean, integer, number, object, row, string, stringOrNull } from '../../http/schemas.ts';

const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });

/** A form: any number of files under any name, and who sends them. */
export const uploadBody = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: { type: 'object', properties: { files: array({ ...string, format: 'binary' }), by: string } },
    },
  },
};

export const jobSchema = object({
  id: string,
  upload: string,
  task: { enum: ['preview', 'dry-run', 'load'] },
  state: { enum: ['queued', 'running', 'done', 'failed', 'cancelled'] },
  ahead: { ...integer, description: 'How many stand before it in the queue.' },
  step: stringOrNull,
  share: { ...number, description: 'How much is done, 0 to 1.' },
  error: stringOrNull,
  result: {
    ...orNull(row),
    description:
      'Of a preview: sheets, kinds, defects. Of a dry run and a load: status, reasons, version, number, compared, files, changes.',
  },
});

export const uploadSchema = object({
  id: string,
  at: string,
  by: stringOrNull,
  version: { ...stringOrNull, description: 'The version that it was loaded with.' },
  files: array(
    object({ name: string, sha256: string, bytes: integer, path: string, replaces: stringOrNull, isSame: boolean })
  ),
  reasons: { ...array(string), description: 'Why it cannot be loaded as it is.' },
  preview: orNull(jobSchema),
  dryRun: orNull(jobSchema),
  load: orNull(jobSchema),
});
