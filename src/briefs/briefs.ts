import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sayFault, decoded, type Fault } from '#spec/content';
import { notAmong, Refusal, type Brief, type NamedBrief } from '#spec';
import type { Catalog, Dashboards } from '#query';
import { bindBrief, type BoundBrief } from './bind-brief.ts';
import { composeBrief, type BriefSource } from './compose-brief.ts';
import { readBrief } from './read-brief.ts';

const ending = '.md';

/** The reports of a folder, in the order of their names; without the folder none. */
async function boundIn(folder: string, catalog: Catalog, dashboards: Dashboards): Promise<BoundBrief[]> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith(ending)).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = file.slice(0, -ending.length).normalize('NFC');
      const text = decoded(await readFile(join(folder, file)));
      const brief = readBrief(name, text ?? '');
      const unread: Fault = { file: brief.file, line: null, message: '不是 UTF-8 编码。请另存为 UTF-8。' };
      return bindBrief(text === null ? { ...brief, faults: [unread] } : brief, catalog, dashboards);
    })
  );
}

/** What is wrong with the reports of a folder. */
export const faultsOfBriefs = async (folder: string, catalog: Catalog, dashboards: Dashboards): Promise<Fault[]> =>
  (await boundIn(folder, catalog, dashboards)).flatMap(({ faults }) => faults);

export const listBriefs = async (folder: string, catalog: Catalog, dashboards: Dashboards): Promise<NamedBrief[]> =>
  (await boundIn(folder, catalog, dashboards)).map(({ brief: { name, title, description, sections }, faults }) => ({
    name,
    title,
    description,
    sections: sections.map((each) => each.title),
    faults,
  }));

/** One report, composed. One that is not there, or does not hold, is a Refusal. */
export async function briefOf(folder: string, name: string, source: BriefSource): Promise<Brief> {
  const all = await boundIn(folder, source.known, source.dashboards);
  const found = all.find(({ brief }) => brief.name === name.normalize('NFC'));
  if (!found)
    throw notAmong(404, 'unknown_brief', '没有简报', { value: name, allowed: all.map(({ brief }) => brief.name) });
  const [first] = found.faults;
  if (first)
    throw new Refusal(422, 'content_fault', `简报“${found.brief.title}”写得不对：${sayFault(first)}`, {
      faults: found.faults,
    });
  return composeBrief(found, source);
}
