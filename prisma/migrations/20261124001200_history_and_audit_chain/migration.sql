-- Every connection begins its history with what it is now.
INSERT INTO "ConnectionVersion" ("id", "realmId", "connectionId", "connId", "version", "action", "spec", "at", "actor")
SELECT gen_random_uuid(), "realmId", "id", "connId", "version", 'known', "spec", "updatedAt", "updatedBy"
FROM "Connection";

-- What was deleted in the last 30 days stays restorable: until now only the events of deletions told of it.
INSERT INTO "ConnectionVersion" ("id", "realmId", "connectionId", "connId", "version", "action", "spec", "at", "actor")
SELECT gen_random_uuid(), r."id", gen_random_uuid(), e."target", 1, 'delete', e."details" -> 'spec', e."at", e."actor"
FROM "AuditEvent" e JOIN "Realm" r ON r."name" = e."realm"
WHERE e."action" = 'connection.delete' AND e."at" > now() - interval '30 days'
  AND json_typeof(e."details" -> 'spec') = 'object';

-- One column of an event in its canonical text: its length in bytes and itself, or a hyphen when it is null. So two
-- different events never have the same text.
CREATE FUNCTION audit_field(value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN value IS NULL THEN '-' ELSE octet_length(convert_to(value, 'UTF8')) || ':' || value END
$$;

-- The canonical text of an event: what its hash covers, besides the hash of the event before.
CREATE FUNCTION audit_event_text(e "AuditEvent") RETURNS text LANGUAGE sql STABLE AS $$
  SELECT audit_field(e."seq"::text) || audit_field(e."id"::text)
    || audit_field(to_char(e."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    || audit_field(e."actor") || audit_field(e."actorId") || audit_field(e."address") || audit_field(e."requestId")
    || audit_field(e."realm") || audit_field(e."action") || audit_field(e."target") || audit_field(e."outcome")
    || audit_field(e."details"::text)
$$;

CREATE FUNCTION audit_event_hash(previous text, e "AuditEvent") RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(previous || audit_event_text(e), 'UTF8')), 'hex')
$$;

-- Chains the events that are there, without gaps.
DO $$
DECLARE
  e "AuditEvent";
  place bigint := 0;
  previous text := '';
BEGIN
  FOR e IN SELECT * FROM "AuditEvent" ORDER BY "seq" LOOP
    place := place + 1;
    e."seq" := place;
    previous := audit_event_hash(previous, e);
    UPDATE "AuditEvent" SET "seq" = place, "hash" = previous WHERE "id" = e."id";
  END LOOP;
END
$$;

-- Gives a new event its place, its time and its hash. One transaction after the other: the lock is held until commit, so
-- that no event is chained to one that is taken back.
CREATE FUNCTION audit_event_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last_seq bigint;
  last_hash text;
BEGIN
  PERFORM pg_advisory_xact_lock(7250512);
  SELECT a."seq", a."hash" INTO last_seq, last_hash FROM public."AuditEvent" a ORDER BY a."seq" DESC LIMIT 1;
  IF NOT FOUND THEN
    SELECT a."seq", a."hash" INTO last_seq, last_hash FROM public."AuditAnchor" a ORDER BY a."seq" DESC LIMIT 1;
  END IF;
  NEW."seq" := coalesce(last_seq, 0) + 1;
  NEW."at" := date_trunc('milliseconds', clock_timestamp());
  NEW."hash" := public.audit_event_hash(coalesce(last_hash, ''), NEW);
  RETURN NEW;
END
$$;

CREATE TRIGGER audit_chain BEFORE INSERT ON "AuditEvent" FOR EACH ROW EXECUTE FUNCTION audit_event_chain();

-- Nothing written is changed. What an anchor stands for may go: `audit_let_go` writes the anchor first.
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'AuditEvent' THEN
    IF OLD."seq" <= (SELECT max(a."seq") FROM public."AuditAnchor" a) THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION '"%" is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON "AuditEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON "AuditAnchor"
  FOR EACH ROW EXECUTE FUNCTION audit_append_only();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON "AuditAnchor"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();

-- Lets go of the oldest events, all from before `before`, and keeps the last one's place and hash as the anchor of the
-- rest. Never of what is younger than 30 days, whoever asks. Returns how many went.
CREATE FUNCTION audit_let_go(before timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  until_time timestamptz := least(before, now() - interval '30 days');
  first_kept bigint;
  last_gone record;
  gone bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(7250512);
  SELECT min(a."seq") INTO first_kept FROM "AuditEvent" a WHERE a."at" >= until_time;
  SELECT a."seq", a."hash" INTO last_gone FROM "AuditEvent" a
    WHERE first_kept IS NULL OR a."seq" < first_kept ORDER BY a."seq" DESC LIMIT 1;
  IF NOT FOUND THEN RETURN 0; END IF;
  INSERT INTO "AuditAnchor" ("id", "seq", "hash") VALUES (gen_random_uuid(), last_gone."seq", last_gone."hash");
  DELETE FROM "AuditEvent" a WHERE a."seq" <= last_gone."seq";
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END
$$;

REVOKE EXECUTE ON FUNCTION audit_let_go(timestamptz) FROM PUBLIC;
