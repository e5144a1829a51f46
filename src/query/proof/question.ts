/** Which number is to be followed to its rows. */
export interface ProofQuestion {
  /** A metric, or a column that adds up; of one project any number that it has. */
  metric: string;
  /** The mart whose number it is, where it is not one of projects: `findings`, `organisations`. */
  of?: string;
  project?: string;
  /** Conditions on projects, or on the rows of that mart: `quota_exempt:1`. */
  only?: readonly string[];
  /** Lists the rows of this part alone. */
  part?: string;
}
