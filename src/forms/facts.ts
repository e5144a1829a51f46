/** What a form is made from. */
export interface FormFacts {
  title: string;
  version: string;
  asOf: string;
  loadedAt: string;
  isSample: boolean;
  /** The filters in force and the scope of the reader, in words. */
  filters: string;
}

interface Fact {
  of: (facts: FormFacts) => string;
  /** Whether every template must say it. */
  isNeeded?: true;
}

/** What a mark may name besides figures, dimensions and the columns of lists. */
export const facts: Readonly<Record<string, Fact>> = {
  表名: { of: ({ title }) => title },
  版本: { of: ({ version, isSample }) => `${version}${isSample ? '（示例数据，不得引用）' : ''}`, isNeeded: true },
  截至日: { of: ({ asOf }) => asOf, isNeeded: true },
  筛选: { of: ({ filters }) => filters || '无', isNeeded: true },
  导入时间: { of: ({ loadedAt }) => loadedAt },
};
