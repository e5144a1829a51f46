export const resave = '请在 WPS 或 Excel 中打开它，另存为“Excel 工作簿（*.xlsx）”后再交';
export const resend =
  '请重新拷贝或重新下载原文件；若仍不行，在 WPS 或 Excel 中打开它，另存为“Excel 工作簿（*.xlsx）”后再交';

/** A whole workbook cannot be read: why, and what to do about it, both as sentences for the person whose file it is. */
export class WorkbookError extends Error {
  readonly problem: string;
  readonly fix: string;

  constructor(problem: string, fix: string, cause?: unknown) {
    super(`${problem}。${fix}`, { cause });
    this.name = 'WorkbookError';
    this.problem = problem;
    this.fix = fix;
  }
}

/** Gives an Error of a library a sentence; lets a WorkbookError through. */
export function asWorkbookError(error: unknown, problem: string, fix: string): WorkbookError {
  return error instanceof WorkbookError ? error : new WorkbookError(problem, fix, error);
}
