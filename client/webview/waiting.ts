// Nothing is said of what takes a moment: only what is still awaited after 150 ms is called so.

const QUIET = 150;

export interface Waiting {
  readonly begin: () => void;
  readonly end: () => void;
}

export function createWaiting(show: (isWaiting: boolean) => void): Waiting {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (): void => {
    clearTimeout(timer);
    timer = undefined;
    show(false);
  };
  return {
    begin: () => {
      end();
      timer = setTimeout(() => show(true), QUIET);
    },
    end,
  };
}
