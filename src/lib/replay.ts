/** The day that a page plays again; null where it shows what holds on its version's own day. */
export function replayDay(params: URLSearchParams, ownDay: string | undefined): string | null {
  const day = params.get('as_of');
  return day === null || day === '' || day === ownDay ? null : day;
}

/** The pages that can show an earlier day. */
export const isReplayable = (path: string): boolean =>
  /^\/(compliance|findings|explain|projects\/[^?])/.test(path) && !path.endsWith('/history');

/** What a question about one project takes of an address: of which version, as of which day. */
export function versionAndDay(params: URLSearchParams): string {
  const asked = Array.from(params).filter(([name, value]) => ['version', 'as_of'].includes(name) && value !== '');
  return asked.length === 0 ? '' : `?${new URLSearchParams(asked)}`;
}
