/** A table that does not come out of the texts of a package as the version has it. */
export interface TableDifference {
  table: string;
  expected: number;
  found: number;
}

export interface FigureDifference {
  metric: string;
  batch: string;
  city: string;
  expected: string | null;
  found: string | null;
}

/** What a recipe leaves behind, as a query: the tables that did not come out as they lie in the package. */
export const differingTables = `select "表" as "table", "原有行数" as expected, "重算行数" as found from audit.compared where not "相同" order by all`;

/** The same of its figures. */
export const differingFigures = `select metric, batch, city, "原有" as expected, "重算" as found from audit.figures_compared where not "相同" order by all`;
