/**
 * How a version is laid out: its schemas, and the tables and columns of them that this program reads by name. Whoever
 * changes them raises it. A version of another format is not read but built again from its kept originals.
 */
export const warehouseFormat = 7;
