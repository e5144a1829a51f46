import type { RowLocation } from '#spec';

/** What tells a row of a file from every other. */
export const keyOf = ({ file, sheet, row }: RowLocation): string => JSON.stringify([file, sheet, row]);
