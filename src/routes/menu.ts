import type { SessionAnswer } from '#spec';
import { triesRules } from '#lib/tries-rules.ts';
import { words } from '#lib/words.ts';

/** A section of the menu: where it leads, and what it is called. */
export interface Section {
  path: string;
  title: string;
}

interface Around {
  session: SessionAnswer | null;
  dashboards: readonly { name: string; title: string; within?: string | undefined }[];
  /** Several provinces are read together: what is of one alone is elsewhere. */
  isAcross: boolean;
}

/** What is for whoever reads, in its order. Who has not signed in has one page: that one is no section of a menu. */
export function menuOf({ session, dashboards, isAcross }: Around): Section[] {
  const isOffice = session?.mode === 'office';
  if (isOffice && session.stage !== 'open') return [];
  const may = new Set(session?.capabilities ?? []);
  // Who tends accounts sees perhaps no figure, and who may see sums alone has no page of rows.
  const [mayRead, mayReadRows] = [!isOffice || may.has('sums'), !isOffice || may.has('rows')];
  const ifSo = (isShown: boolean, ...sections: Section[]) => (isShown ? sections : []);
  return [
    ...ifSo(
      mayRead,
      ...dashboards.flatMap(({ name, title, within }, i) =>
        within === undefined ? [i === 0 ? { path: '/', title } : sectionOf(name, title, session)] : []
      ),
      ...ifSo(
        mayReadRows && !isAcross,
        { path: '/compliance', title: words.compliance },
        { path: '/repeats', title: words.repeats },
        { path: '/ledger', title: words.ledger }
      ),
      ...ifSo(mayReadRows || isAcross, { path: '/projects', title: words.projects }),
      ...ifSo(mayReadRows && !isAcross, { path: '/brief', title: words.brief }, { path: '/data', title: words.data }),
      // Who hands in has it before them.
      ...ifSo(isOffice && may.has('upload') && !isAcross, { path: '/data/upload', title: words.toUpload })
    ),
    // Rules are tried by who sees the whole province and may decide.
    ...ifSo(session !== null && triesRules(session) && !isAcross, { path: '/scenarios/quota', title: words.scenarios }),
    // What was issued is for who seals it or says what became of it.
    ...ifSo(
      may.has('rows') && (may.has('seal') || may.has('revise')),
      { path: '/papers', title: words.papers },
      { path: '/revisions', title: words.revisions }
    ),
    ...ifSo(isOffice && may.has('accounts'), { path: '/accounts', title: words.accounts }),
    ...ifSo(isOffice && may.has('versions'), { path: '/versions', title: words.versionsOf }),
    ...ifSo(isOffice && may.has('record'), { path: '/record', title: words.record }),
  ];
}

/** Pages that stand in no menu and are for everybody. */
const forAll: ReadonlySet<string> = new Set(['account', 'begin', 'guide', 'verify']);

/** Pages that stand in no menu and are for whoever may do this. */
const needs: Readonly<Record<string, SessionAnswer['capabilities'][number]>> = {
  changes: 'rows',
  explain: 'rows',
  packages: 'package',
};

const firstOf = (path: string): string => path.split(/[/?]/)[1] ?? '';

/** Of several provinces read together these pages alone, besides the figures. */
const across: ReadonlySet<string> = new Set(['', 'explain', 'guide', 'projects', 'releases']);

/** Whether an address is of a page that this reader has. */
export function leadsOn(path: string, around: Around): boolean {
  const first = firstOf(path);
  if (around.isAcross && !across.has(first)) return around.dashboards.some(({ name }) => name === first);
  const needed = needs[first];
  if (needed !== undefined) return around.session?.capabilities.includes(needed) === true;
  return (
    forAll.has(first) ||
    around.dashboards.some(({ name }) => name === first) ||
    menuOf(around).some((section) => firstOf(section.path) === first)
  );
}

/** Who may see one city alone finds it under its own name. */
function sectionOf(name: string, title: string, session: SessionAnswer | null): Section {
  const own = session?.mode === 'office' ? session.scope.city : undefined;
  return name === 'cities' && own?.length === 1
    ? { path: `/cities/${encodeURIComponent(own[0]!)}`, title: words.ownCity }
    : { path: `/${name}`, title };
}
