declare global {
  namespace App {
    interface Error {
      message: string;
      /** The API's word for programs. */
      code?: string;
      /** What could have been asked instead. */
      allowed?: string[];
      /** What of the address cannot be used, and its value. */
      parameter?: string;
      value?: string;
    }
    interface Locals {
      theme: 'auto' | 'light' | 'dark';
      /** The name of the release that runs, of a program from an archive; null: only its number is known. */
      release: string | null;
      /** Whether the series of charts are told apart by patterns too. */
      patterns: boolean;
      /** The version and, as it is asked for, the head of decisions that all of the page is answered from. */
      standing?: Promise<{ version: string; decisions: Record<string, string> }>;
    }
  }
}

export {};
