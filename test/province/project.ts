import type { Batch } from './batches.ts';
import type { City, County } from './geography.ts';
import type { Organisation } from './organisations.ts';
import type { Task } from './tasks.ts';

/** Money in hundredths of 万元 (100 yuan): whole numbers, so that totals foot. */
export type Money = number;

/** What an applicant filled in. Days as in calendar.ts. */
export interface Project {
  id: string;
  batch: Batch;
  city: City;
  /** From 1 within batch and city. */
  serial: number;
  name: string;
  task: Task;
  lead: Organisation;
  isSubsidiary: boolean | null;
  hasLetter: boolean | null;
  partners: readonly Organisation[];
  county: County;
  construction: string;
  start: number | null;
  end: number | null;
  site: string;
  total: Money;
  planned: Money | null;
  phone: string;
  /** How well the city thinks of it. */
  merit: number;
  /** Takes no place of the quota. */
  isExempt: boolean;
  /** The lead's first project of the batch: its checks are handed in once. */
  isFirstOfLead: boolean;
  fate: Fate;
  /** Cells that the clerk typed otherwise, by header. */
  typed: Readonly<Record<string, string>>;
  /** What the first file said before a corrected one came. */
  firstSent: Partial<Pick<Project, 'planned' | 'county'>> | null;
}

/** Decided beforehand; what is not is drawn. */
export interface Fate {
  /** Where the project leaves before its city judges it: 候选 does not. */
  entry?: '填报' | '撤回' | '退回' | '未推荐' | '候选';
  submittedAt?: number;
  recommendedAt?: number;
  isCountySkipped?: true;
  /** Taken back after its recommendation. */
  takenBack?: '省退回' | '撤回';
  review?: '揭榜' | '不予揭榜' | '待定';
  ending?: '通过' | '不通过' | '整改' | '延期' | '终止' | '未验收';
  /** How the money comes; 违规: although the acceptance was not passed. */
  money?: '全额' | '两笔' | '欠拨' | '收回' | '拟安排' | '违规' | '无';
}

export interface Event {
  stage: string;
  at: number;
  result: string;
  level: string;
  reason: string;
}

export interface Review {
  mode: string;
  score: number;
  result: string;
  on: number;
}

export interface Acceptance {
  appliedOn: number | null;
  concludedOn: number | null;
  result: string;
  declared: Money | null;
  verified: Money | null;
  reason: string;
  score: number | null;
  targetsAgreed: number;
  targetsMet: number | null;
  publishedOn: number | null;
}

export interface Subsidy {
  year: number;
  proposed: Money | null;
  document: string;
  allocatedOn: number | null;
  allocated: Money | null;
  paidOn: number | null;
  paid: Money | null;
  recovered: Money | null;
}
