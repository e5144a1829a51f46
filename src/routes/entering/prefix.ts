/** Roles are filled in through a door of their own: who tends accounts is not who fills in a notice. */
export const prefixOf = (isAccess: boolean): string => (isAccess ? '/api/entering/access' : '/api/entering');

export const isAccessTable = (table: string): boolean => table.startsWith('access/');
