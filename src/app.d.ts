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
      /** The version that all of the page is answered from. */
      version?: Promise<string>;
    }
  }
}

export {};
