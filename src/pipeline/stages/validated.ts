import { readModels, type Model } from './models.ts';

/**
 * The rows of each source that are used: those of staging that were neither rejected nor superseded, without their key.
 */
export async function validatedModels(pipelines: string): Promise<Model[]> {
  return (await readModels(pipelines, 'staging')).map(({ name }) => validatedModel(name));
}

export const validatedModel = (name: string): Model => ({
  stage: 'validated',
  name,
  file: `validated.${name}`,
  header: {},
  sql: `select columns(name -> name <> 'row_key')
from staging."${name}"
anti join resolved.dropped using (source_file, source_sheet, source_row)`,
});
