const PATHS = {
  star: 'm8 2 1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5z',
  heart: 'M8 13.2 3.2 8.4a3 3 0 0 1 4.3-4.3l.5.5.5-.5a3 3 0 0 1 4.3 4.3Z',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.5 10.5 14 14',
  screen: 'M2.5 3.5h11v7.5h-11zM5.5 13.5h5M8 11v2.5',
  pen: 'M3 13l.7-2.9 7-7 2.2 2.2-7 7zM9.3 4.5l2.2 2.2',
  promise: 'M3 9.5 8 3l5 6.5M8 3v10',
  moments: 'M2 8h3l2-4 2.5 8L12 8h2',
  stories: 'M3 3h10v8H7l-3 2.5V11H3z',
  linkage: 'M4 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM4 13.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM12.5 9.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM5.4 4.6 11 7.4M5.4 11.4 11 8.6',
  measure: 'M3 13V8M6.5 13V3M10 13V6M13.5 13v-3',
  manage: 'M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM8 2v2M8 12v2M2 8h2M12 8h2M3.8 3.8l1.4 1.4M10.8 10.8l1.4 1.4M12.2 3.8l-1.4 1.4M5.2 10.8l-1.4 1.4',
  first: 'M8 2.5v3M8 14a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM8 7.5v2.2l1.6 1M6.5 2.5h3',
  down: 'm4.5 6.5 3.5 3.5 3.5-3.5',
  share: 'M8 10V2.5M5 5l3-3 3 3M3 9v4.5h10V9',
  plus: 'M8 3v10M3 8h10',
  right: 'M3 8h10M9 4l4 4-4 4',
  warn: 'M8 2.5 14 13.5H2zM8 6.5v3.2M8 11.6v.2',
  check: 'm3 8.5 3.2 3.2L13 5',
  print: 'M4.5 6V2.5h7V6M4.5 11.5H3V6h10v5.5h-1.5M4.5 9.5h7v4h-7z',
  close: 'M4 4l8 8M12 4l-8 8',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3',
  up: 'M8 13V3M4 7l4-4 4 4',
  low: 'M8 3v10M4 9l4 4 4-4',
  team: 'M6 8a2.2 2.2 0 1 0 0-4.4A2.2 2.2 0 0 0 6 8ZM2 13.2c0-2.2 1.8-3.6 4-3.6s4 1.4 4 3.6M10.6 3.9a2.1 2.1 0 0 1 0 4M12 9.9c1.3.5 2 1.7 2 3.3',
  barrier: 'M2.5 5h11v4.5h-11zM4.5 9.5V13M11.5 9.5V13M5 5 2.5 8.5M9 5 5.5 9.5M13 5 9.5 9.5',
  lock: 'M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3.5 7h9v6.5h-9z',
  more: 'M3.2 8h.1M7.95 8h.1M12.7 8h.1',
  mail: 'M2.5 4h11v8.5h-11zM2.5 4.5 8 8.8l5.5-4.3',
  file_down: 'M8 2.5v7.5M5 7l3 3 3-3M3 10.5v3h10v-3',
  phone: 'M4 2.5h2.2l1 3-1.4 1.2a8 8 0 0 0 3.5 3.5l1.2-1.4 3 1V12c0 .8-.7 1.5-1.5 1.5C6.9 13.5 2.5 9.1 2.5 4c0-.8.7-1.5 1.5-1.5Z',
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 14 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 22 22" aria-hidden="true">
      <rect width="22" height="22" rx="6" fill="#1d1b16" />
      <circle cx="11" cy="11" r="5.6" fill="none" stroke="#e6b84a" strokeWidth="2.4" />
      <path d="M11 11h5.6" stroke="#e6b84a" strokeWidth="2.4" strokeLinecap="round" />
    </svg>
  );
}
