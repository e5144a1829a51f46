/**
 * One cell, what it reads as (money in yuan; null is unknown), and what is said of it, as `check effect`; nothing where
 * nothing is. What `given` holds stands in the cell that it depends on: the city of a county, the batch of a task.
 */
export type Case = readonly [cell: string, reads: string | null, said?: string, given?: string];
