/** What sending needs beside a warehouse, in no backup: secrets of channels, and what is written to folders. */
export const placesOf = (warehouse: string): { secrets: string; messages: string } => ({
  secrets: `${warehouse}-secrets`,
  messages: `${warehouse}-messages`,
});
