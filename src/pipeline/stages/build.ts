import type { Build } from '#warehouse';
import { gathers } from './gather.ts';
import { materializeCells } from './materialize-cells.ts';
import { makeModels } from './make.ts';
import { holdPassing, isPassing, letPass } from './passing.ts';
import { readModels, type Model } from './models.ts';
import type { Content } from './content-files.ts';
import { landOpenItems } from '../notices/land.ts';
import { landReference, makeReference } from './reference.ts';
import { stages, type Stage } from './stages.ts';
import { validatedModels } from './validated.ts';

/**
 * Fills every stage after `sources`, up to and with `upTo`; after the last, what is `passing` goes. The build holds
 * sources.* and loads.load already. In a trial the values are supposed, to see what they would change: what a notice
 * leaves unsaid keeps nothing from being judged. `landed`: the tables of data/reference that lie in `raw` already.
 * `isGeneral`: by statements that hold of whatever rows there are, where a load is spared those that its rows need not;
 * `unwritten` is the same build where what it is told is not written down, which holds the cells meanwhile.
 */
export async function buildStages(
  build: Build,
  {
    pipelines,
    reference,
    upTo,
    onStage,
    isTrial = false,
    isGeneral = false,
    unwritten,
    landed: given,
  }: Content & {
    upTo?: Stage;
    onStage?: (stage: Stage) => void;
    isTrial?: boolean;
    isGeneral?: boolean;
    unwritten?: Build;
    landed?: readonly string[];
  }
): Promise<void> {
  const landed = given ?? (await landReference(build, reference));
  if (!isTrial && given === undefined) await landOpenItems(build, { pipelines, reference });
  for (const stage of stages) await build.run(stage, `create schema ${stage}`);
  // Of a build that ends early everything is read; a recipe is of tables alone.
  const isHeld = upTo === undefined && !isGeneral;
  if (isHeld) await holdPassing(build);
  let letGo = async () => {};
  const modelsOf = new Map<Stage, Model[]>();
  for (const stage of stages)
    modelsOf.set(stage, stage === 'validated' ? await validatedModels(pipelines) : await readModels(pipelines, stage));
  let passing: Model[] = [];
  for (const [at, stage] of stages.entries()) {
    onStage?.(stage);
    const holding = isGeneral ? unwritten : build;
    if (stage === 'checks' && holding) letGo = await materializeCells(holding);
    if (stage === 'lifecycle') await letGo();
    const models = modelsOf.get(stage) ?? [];
    if (stage === 'reference') await makeReference(build, models, landed);
    else await makeModels(build, models, { isGeneral, isHeld });
    await gathers[stage]?.(build, models, { isGeneral });
    passing.push(...models.filter(isPassing));
    if (stage === upTo) return;
    const later = stages.slice(at + 1).flatMap((each) => modelsOf.get(each) ?? []);
    if (isHeld || later.length === 0) passing = await letPass(build, passing, { isHeld, later });
  }
  if (isHeld) await build.run('passing', 'detach passing');
}
