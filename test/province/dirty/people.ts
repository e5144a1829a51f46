import type { Project } from '../project.ts';
import { DEPENDENT, recommendationOf, SOURCES, type Rec, type SourceName } from './records.ts';
import type { Stock } from './stock.ts';

/** Whose lines the errors are planted in. */
export interface People {
  seed: string;
  /** A line of a project that nobody else has. One that speaks of a project does so of a project that is handed in. */
  record(source: SourceName): Rec;
  /** A project whose own line is wrong, for others to speak of; it has to be planted. */
  fresh(): Project;
  recordOf(source: SourceName, project: Project): Rec;
  /** The projects that are still to be handed in, whole. */
  handedIn(): readonly Project[];
  /** What the record says of those of them that a city's list ranks. */
  recommended(): readonly Rec[];
  /** Begins the quotas anew: a file has each batch and city once. */
  nextFile(): void;
}

export function openPeople(seed: string, stock: Stock): People {
  const handedIn: Project[] = [];
  const counts = new Map<SourceName, number>();
  const checked = new Set<string>();
  const ranked = new Set<Project>();
  const recordOf = (source: SourceName, project: Project) => {
    const nth = counts.get(source) ?? 0;
    counts.set(source, nth + 1);
    if (source === '推荐汇总表') ranked.add(project);
    return SOURCES[source].record(project, stock, nth);
  };
  return {
    seed,
    recordOf,
    record(source) {
      let project = stock.next();
      // Two rows of one organisation and item would be asked about: may the one correct the other?
      while (source === '单位核查表' && checked.has(project.lead.code)) project = stock.next();
      checked.add(project.lead.code);
      if (DEPENDENT.has(source)) handedIn.push(project);
      return recordOf(source, project);
    },
    fresh: () => stock.next(),
    handedIn: () => handedIn,
    recommended: () =>
      handedIn.filter((project) => ranked.has(project)).map((project) => recommendationOf(project, stock)),
    nextFile: () => counts.delete('各市推荐名额表'),
  };
}
