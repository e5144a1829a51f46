/** What a table may be answered as: the endings of its addresses. */
export const formats = ['json', 'csv', 'arrow'] as const;
export type Format = (typeof formats)[number];
