declare global {
  namespace App {
    interface Error {
      message: string;
      /** The API's word for programs. */
      code?: string;
      /** What could have been asked instead. */
      allowed?: string[];
    }
    interface Locals {
      theme: 'auto' | 'light' | 'dark';
    }
  }
}

export {};
