import { Popover, type PopoverProps } from '@mantine/core';
import '@mantine/core/styles/Popover.css';
import { type ReactNode, useState } from 'react';

type TargetProps = { onClick: () => void; 'aria-expanded': boolean; 'aria-haspopup': 'dialog' };
/** A small panel beside its button; Escape and a click outside close it, focus returns. */
export function Floating({ label, target, children, position = 'bottom-end' }: { label: string; target: (props: TargetProps) => ReactNode; children: (close: () => void) => ReactNode; position?: PopoverProps['position'] }) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position={position ?? 'bottom-end'} trapFocus returnFocus radius={12} shadow="none" transitionProps={{ duration: 0 }} withRoles={false}>
      <Popover.Target>{target({ onClick: () => setOpened((was) => !was), 'aria-expanded': opened, 'aria-haspopup': 'dialog' }) as never}</Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={label}>
        {children(() => setOpened(false))}
      </Popover.Dropdown>
    </Popover>
  );
}
