export function inlined(text: string): string;
export function hashOf(script: string): string;
