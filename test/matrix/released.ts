/** What everybody may see of others, by decision; nothing else is left out of what is looked for. */
export const released: readonly { metric: RegExp; reason: string }[] = [
  {
    metric: /^(?:quota|exempt|recommended|free|over)/,
    reason: 'places are public among cities: quotas, used, free and over are told by city and batch',
  },
];
