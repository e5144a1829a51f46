/** Why a whole file or sheet is refused, and what its clerk is to do: both sentences for people. */
export class Unreadable extends Error {
  readonly check: string;
  readonly problem: string;
  readonly fix: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly value: string | null;

  constructor(
    check: string,
    problem: string,
    fix: string,
    {
      row = null,
      column = null,
      value = null,
      cause,
    }: { row?: number | null; column?: string | null; value?: string | null; cause?: unknown } = {}
  ) {
    super(`${problem}。${fix}`, { cause });
    this.name = 'Unreadable';
    this.check = check;
    this.problem = problem;
    this.fix = fix;
    this.row = row;
    this.column = column;
    this.value = value;
  }
}

export const saveAsWorkbook = '请用 Excel 或 WPS 打开原文件，另存为“Excel 工作簿（*.xlsx）”后再交';
export const saveAsCsv = '请用 Excel 或 WPS 打开原文件，另存为“CSV UTF-8（逗号分隔）”后再交';

/** What lies beside people's tables and is none: told, and no matter. */
export const notATable = (what: string): Unreadable =>
  new Unreadable('not_a_table', `这是${what}，不是表格，没有读取`, '如果里面有要交的数据，请填进表格再交');
