import type { SessionAnswer } from '#spec';

/** Rules are tried by who sees the whole province and may decide; for anybody else there is no such page. */
export const triesRules = ({ mode, capabilities, scope }: Pick<SessionAnswer, 'mode' | 'capabilities' | 'scope'>) =>
  mode === 'seat' || (capabilities.includes('decide') && Object.keys(scope).length === 0);
