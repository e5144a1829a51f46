import { can, type Reader } from '#access';
import type { Capability } from '#spec';

/** A page with its filters, as somebody sees it, for whoever is sent it. */
export interface MadeBrief {
  title: string;
  version: string;
  /** What stands in it: how many rows each has. */
  parts: { title: string; rows: number }[];
  /** What was to stand in it and could not be made, in the words of the page. */
  failed: { title: string; reason: string }[];
  isEmpty: boolean;
  /** As a file, where one was wanted; null where it could not be written. */
  pdf: Uint8Array | null;
  /** Why it could not. */
  noPdf: string | null;
}

export interface BriefAs {
  warehouse: string;
  /** As whom it is read. */
  reader: Reader;
  /** The report or the dashboard, with filters: `/brief?city=济南市`, `/quota`. */
  page: string;
  format: 'link' | 'pdf';
}

/** The same between processes. */
export type BriefAsked = Omit<BriefAs, 'warehouse' | 'reader'> & {
  reader: Omit<Reader, 'capabilities'> & { capabilities: Capability[] };
};

/** Whoever is sent a page reads it, and does nothing else. */
export const readingOnly = (reader: Reader): Reader => ({
  ...reader,
  capabilities: new Set((['sums', 'rows'] as const).filter((capability) => can(reader, capability))),
});
