/** A step of a schedule: from so much of the base on, by a rate or (分档) an amount. */
export interface SubsidyStep {
  from: string;
  rate?: string;
  amount?: string;
}

interface SubsidyTerms {
  base?: 'verified' | 'planned' | 'min';
  planned_blank?: 'unknown' | 'total';
  deduct?: 'none' | 'from_base' | 'from_amount';
  other_unknown?: 'unknown' | 'none';
  at_least?: string;
  rate?: string;
  tiers?: readonly SubsidyStep[];
  slabs?: readonly SubsidyStep[];
  cap?: string;
  minimum?: { amount: string; below?: 'raise' | 'drop' };
}

/** A rule for subsidies as content writes it: rates as decimals in text, amounts as text with their unit, 200万元. */
export interface Subsidy extends SubsidyTerms {
  title: string;
  note?: string;
  only?: readonly string[];
  at_most?: Readonly<Record<string, { count: number; by?: string }>>;
  by_direction?: Readonly<Record<string, SubsidyTerms>>;
  budget?: string;
  budget_by_direction?: Readonly<Record<string, string>>;
  control?: 'proportional' | 'level' | 'rank' | 'fill';
  control_rank?: string;
  tail?: 'stop' | 'part' | 'skip';
  unit?: 'fen' | 'yuan' | 'hundred_yuan' | 'wan';
  round?: 'down' | 'half_up' | 'up';
  leftover?: 'keep' | 'largest_remainder' | 'largest';
  less_paid?: boolean;
  unknown?: 'apart' | 'refuse';
}

export function defineSubsidy<const S extends Subsidy>(subsidy: S): S {
  return subsidy;
}
