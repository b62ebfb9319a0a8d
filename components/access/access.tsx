'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { Permission } from '@/lib/auth/permissions';
import type { ActorAccess } from '@/lib/services/people/actor-access';

const AccessContext = createContext<ActorAccess | null>(null);

/** What the reader may do, for every page below. It only draws buttons: the server decides by itself. */
export function AccessProvider({ access, children }: { access: ActorAccess; children: ReactNode }) {
  return <AccessContext.Provider value={access}>{children}</AccessContext.Provider>;
}

/** Why a control is not for the reader, as a button takes it; empty when it is. */
export type Gate = { readonly disabled?: true; readonly disabledReason?: string };

/** Tells of permissions in a realm (null: of those that belong to no realm) whether the reader's role carries them. */
export function useGate(realm: string | null): (permission: Permission) => Gate {
  const access = useContext(AccessContext);
  return (permission) => {
    const place = access?.places[realm ?? '*'];
    if (!access || !place || place.may.includes(permission)) return {};
    const where = realm ?? 'every realm';
    const reason = `This takes the role ${access.needs[permission]} in ${where}; ${place.role ? `yours is ${place.role}` : 'you have none'}.`;
    return { disabled: true, disabledReason: reason };
  };
}

/** Whether changes in the realm wait for another editor. */
function useFourEyes(realm: string | null): boolean {
  return useContext(AccessContext)?.places[realm ?? '*']?.fourEyes ?? false;
}

/** Whether the realm has requests, or takes new ones. */
export function useHasRequests(realm: string | null): boolean {
  const place = useContext(AccessContext)?.places[realm ?? '*'];
  return place !== undefined && (place.fourEyes || place.openRequests);
}

/** The words of a button that changes connections: where changes wait for another editor, it asks for the change. */
export function useAsking(realm: string): (label: string) => string {
  const fourEyes = useFourEyes(realm);
  return (label) => (fourEyes ? `Ask to ${label.charAt(0).toLowerCase()}${label.slice(1)}` : label);
}
