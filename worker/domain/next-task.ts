/**
 * Resolves in a task of its own (HTML §8.1.7.3): what has been handed to an answer by then goes out first. An isolate has one thread, and
 * what is done for nobody who waits would otherwise stand before the first byte of a page.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
