import { compareVersions, NotComparable } from '#changes';
import { readCurrent } from '#warehouse';
import { program } from '#environment/content.ts';
import type { Told } from '#environment/terminal.ts';
import { asked, registerOf, type Sealing } from './seal.ts';

export interface RevisionOptions extends Sealing {
  /** The words behind `revision`. */
  words: readonly string[];
  by: string | null;
  reason: string | null;
  /** The newer version; null: the current one. */
  to: string | null;
  /** An edition for a part: `city=济南市`. */
  scope: string | null;
  kind: string | null;
  document: string | null;
  effect: string | null;
  sentTo: string | null;
}

type Answer = Record<string, unknown>;

const kinds: Readonly<Record<string, string>> = {
  更新: 'update',
  改进: 'improvement',
  更正: 'correction',
  决定: 'decision',
};

/** What `npm run revision -- <words>` does: the same as the page, by the same door. */
export async function revisionCommand(options: RevisionOptions): Promise<Told | string> {
  const [verb = '', id = '', place = ''] = options.words;
  const { by, reason } = options;
  const post = (path: string, body: Answer, say: (told: Answer) => string[]) =>
    asked(options, 'POST', `/api/revisions${path}`, { ...body, ...(by && { by }) }, say);
  if (verb === 'list') return asked(options, 'GET', '/api/revisions', null, listLines);
  if (verb !== '' && id === '') return `revision ${verb} 要写明${verb === 'draft' ? '材料的校验码' : '说明的编号'}`;
  switch (verb) {
    case 'show':
      return asked(options, 'GET', `/api/revisions/${id}`, null, showLines);
    case 'draft':
      return draft(options, id, post);
    case 'cause':
      if (!/^\d+$/.test(place) || options.kind === null || !Object.hasOwn(kinds, options.kind))
        return `revision cause 编号 第几条 要写明 --kind ${Object.keys(kinds).join('|')}`;
      return post(
        `/${id}/cause`,
        {
          cause: Number(place) - 1,
          kind: kinds[options.kind],
          reason: reason ?? '',
          document: options.document ?? '',
        },
        () => [`原因 ${place} 定为${options.kind}`]
      );
    case 'words':
      return post(`/${id}/words`, { effect: options.effect ?? '', sentTo: options.sentTo ?? '' }, () => ['已写']);
    case 'review':
      return seen(options, id, (digest) => post(`/${id}/review`, { seen: digest }, () => ['审核通过']));
    case 'issue':
      return seen(options, id, (digest) =>
        post(`/${id}/issue`, { seen: digest }, (told) => [
          `已签发：${String(told.number)}　校验码 ${String(told.code)}`,
        ])
      );
    case 'drop':
      if (reason === null) return 'revision drop 要写明 --reason 为什么';
      return post(`/${id}/drop`, { reason }, () => ['草稿已作废，记录里留着']);
    default:
      return 'revision 后面要写 list、draft、show、cause、words、review、issue 或 drop';
  }
}

/** The worlds between both versions are made first, however long it takes. */
async function draft(
  { warehouse, to, scope }: RevisionOptions,
  code: string,
  post: (path: string, body: Answer, say: (told: Answer) => string[]) => Promise<Told>
): Promise<Told> {
  const paper = registerOf(warehouse).papers.find((each) => each.code === code);
  const newer = to ?? (await readCurrent(warehouse))?.version;
  if (paper !== undefined && newer !== undefined)
    try {
      const ends = { from: paper.statement.version, to: newer, program: await program() };
      (await compareVersions(warehouse, ends)).close();
    } catch (error) {
      if (!(error instanceof NotComparable)) throw error;
      return { answer: { refused: error.message }, lines: [error.message], isRefused: true };
    }
  return post('', { paper: code, ...(to && { to }), ...(scope && { scope }) }, (told) => [
    `已起草：${String(told.id)}`,
  ]);
}

/** Does something with a notice as it stands now, and with no other. */
async function seen(options: RevisionOptions, id: string, work: (digest: string) => Promise<Told>): Promise<Told> {
  const told = await asked(options, 'GET', `/api/revisions/${id}`, null, () => []);
  if (told.isRefused) return told;
  return work(String((told.answer as Answer).seen));
}

interface Brief {
  id: string;
  number: string | null;
  stage: string;
  numbers: number;
  paper: { title: string; code: string };
}

const stages: Readonly<Record<string, string>> = {
  draft: '草稿',
  reviewed: '已审核',
  issued: '已签发',
  dropped: '已作废',
};

const listLines = (told: Answer): string[] => {
  const all = told.revisions as Brief[];
  return [...all.map(briefLine), `共 ${all.length} 份`];
};

const briefLine = ({ id, number, stage, numbers, paper }: Brief): string =>
  `${id}　${stages[stage]}　${number ?? '未编号'}　${paper.title}（${paper.code}）　${numbers} 个数`;

function showLines(told: Answer): string[] {
  const { list, causes, lacking } = told as {
    list: {
      title: string;
      before: { printed: string };
      now: { printed: string } | null;
      change: string | null;
      unit: string;
    }[];
    causes: { says: string; kind: string | null; proposed: string | null; count: number }[];
    lacking: string[];
  };
  const titleOf = (kind: string | null) => Object.keys(kinds).find((title) => kinds[title] === kind) ?? '未定';
  return [
    briefLine(told as unknown as Brief),
    ...list.map(
      ({ title, before, now, change, unit }) =>
        `${title}：${before.printed} → ${now?.printed ?? '—'}${change === null ? '' : `（${change} ${unit}）`}`
    ),
    ...causes.map(({ says, kind, count }, at) => `原因 ${at + 1}　${titleOf(kind)}　${says}　${count} 项`),
    ...lacking.map((lack) => `还差：${lack}`),
  ];
}
