-- An anchor lets all events up to its own go. It has to name one that is there, all up to which are older than 30 days, as
-- `audit_let_go` writes it: an invented one would let the whole trail go.
CREATE FUNCTION audit_true_anchor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public."AuditEvent" a WHERE a."seq" = NEW."seq" AND a."hash" = NEW."hash") THEN
    RAISE EXCEPTION 'An anchor names the place and hash of an event that is there' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT FROM public."AuditEvent" a WHERE a."seq" <= NEW."seq" AND a."at" >= now() - interval '30 days'
  ) THEN
    RAISE EXCEPTION 'Events are kept for 30 days at least' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER audit_true_anchor BEFORE INSERT ON "AuditAnchor" FOR EACH ROW EXECUTE FUNCTION audit_true_anchor();
