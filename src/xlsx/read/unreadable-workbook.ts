export const resave = '请在 WPS 或 Excel 中打开它，另存为“Excel 工作簿（*.xlsx）”后再交';
export const resend =
  '请重新拷贝或重新下载原文件；若仍不行，在 WPS 或 Excel 中打开它，另存为“Excel 工作簿（*.xlsx）”后再交';

/** Why a whole workbook is not read, and what its clerk is to do. Both are sentences for people. */
export class Refusal extends Error {
  readonly problem: string;
  readonly fix: string;

  constructor(problem: string, fix: string, cause?: unknown) {
    super(`${problem}。${fix}`, { cause });
    this.name = 'Refusal';
    this.problem = problem;
    this.fix = fix;
  }
}

/** Gives an Error of a library a sentence; lets a Refusal through. */
export function asRefusal(error: unknown, problem: string, fix: string): Refusal {
  return error instanceof Refusal ? error : new Refusal(problem, fix, error);
}
