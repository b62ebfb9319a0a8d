-- In a realm that takes four eyes, what a connection is changes only in a transaction that names its approval. The
-- services ask first by themselves, and this holds also for a verb that forgot to.
CREATE FUNCTION "connection_four_eyes"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  realm_id uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD."realmId" ELSE NEW."realmId" END;
  approved text := current_setting('lava.approved_change', true);
  named text := CASE WHEN TG_OP = 'DELETE' THEN OLD."connId" ELSE NEW."connId" END;
BEGIN
  IF EXISTS (SELECT 1 FROM "Realm" WHERE "id" = realm_id AND "fourEyes")
    AND NOT EXISTS (
      SELECT 1 FROM "ChangeRequest"
      WHERE "id"::text = approved AND "realmId" = realm_id AND "connId" = named
        AND "state" = 'approved' AND "decidedById" IS DISTINCT FROM "requestedById"
    )
  THEN
    RAISE EXCEPTION 'the realm takes four eyes: connection % changes only with an approval', named
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "connection_four_eyes_rows" AFTER INSERT OR DELETE ON "Connection"
  FOR EACH ROW EXECUTE FUNCTION "connection_four_eyes"();

CREATE TRIGGER "connection_four_eyes_spec" AFTER UPDATE ON "Connection"
  FOR EACH ROW WHEN (OLD."spec"::text IS DISTINCT FROM NEW."spec"::text OR OLD."connId" IS DISTINCT FROM NEW."connId"
    OR OLD."realmId" IS DISTINCT FROM NEW."realmId")
  EXECUTE FUNCTION "connection_four_eyes"();
