import { useEffect, useRef, useState } from "react";
import { watchPlace } from "#app/device/watch-place.ts";
import { distanceBetween, type Place } from "#app/features/places/map/place.ts";

/** Metres by which somebody must have gone on for the list to begin anew. */
const GONE_ON = 200;

export interface Here extends Place {
  accuracy: number;
}

/** Follows the rider while it is switched on; tells each place, and now and then that the list should begin from it. Nothing of it leaves the phone but what the list asks. */
export function useFollowMe(
  from: Place,
  onHere: (here: Here | null) => void,
  onGoneOn: (place: Place) => void,
): { following: boolean; failed: boolean; toggle: () => void } {
  const [following, setFollowing] = useState(false);
  const [failed, setFailed] = useState(false);
  const known = useRef({ from, onHere, onGoneOn });
  known.current = { from, onHere, onGoneOn };
  const told = useRef(from);
  useEffect(() => {
    if (!following) return;
    told.current = known.current.from;
    const stop = watchPlace(
      (coords) => {
        const here = { lat: coords.latitude, lng: coords.longitude, accuracy: coords.accuracy };
        setFailed(false);
        known.current.onHere(here);
        // Counted from where the list was asked for last, not from where it has come: asking again would break that off.
        if (distanceBetween(told.current, here) <= Math.max(GONE_ON, coords.accuracy)) return;
        told.current = here;
        known.current.onGoneOn(here);
      },
      () => {
        setFailed(true);
        setFollowing(false);
      },
    );
    return () => {
      stop();
      known.current.onHere(null);
    };
  }, [following]);
  return {
    following,
    failed,
    toggle: () => {
      if ("geolocation" in navigator) setFollowing(!following);
      else setFailed(true);
    },
  };
}
