-- Row-level security is forced on every table that holds a workspace's rows, the owner included.
DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relrowsecurity
  LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO leopost_app, leopost_system, leopost_backup;
--> statement-breakpoint
GRANT SELECT ON ALL TABLES IN SCHEMA public TO leopost_backup;
--> statement-breakpoint
-- One workspace's work: what was said or signed is written once and never changed.
GRANT SELECT, INSERT, UPDATE, DELETE ON brands, rules, facts, slots, accounts, media, holds, usage, choices, acts, widget_origins, practice_posts TO leopost_app;
--> statement-breakpoint
GRANT SELECT, UPDATE ON workspaces TO leopost_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON members, posts, publications TO leopost_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON versions, variants, signoffs, approvals TO leopost_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (voided_at) ON grants TO leopost_app;
--> statement-breakpoint
GRANT SELECT, UPDATE ON attempts TO leopost_app;
--> statement-breakpoint
-- Work across workspaces: people and conversations, the clock and the ledger.
GRANT SELECT, INSERT, UPDATE, DELETE ON installation, people, identities, conversations, messages, replies, sessions, sign_in_links, api_tokens, idempotency, rate_limits TO leopost_system;
--> statement-breakpoint
GRANT SELECT, INSERT ON workspaces, members, brands, choices TO leopost_system;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON accounts, attempts TO leopost_system;
--> statement-breakpoint
GRANT SELECT, UPDATE ON publications TO leopost_system;
--> statement-breakpoint
GRANT SELECT ON posts, versions, variants, media, grants, approvals, signoffs, holds, slots, widget_origins, usage TO leopost_system;
--> statement-breakpoint
-- Every move of a publication; src/core/publishing/status.ts holds the same table and a test compares them. A constant list,
-- so that the guard costs microseconds for each row of a claim.
CREATE FUNCTION publication_moves() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY[
    'draft>awaiting_approval', 'draft>cancelled',
    'awaiting_approval>scheduled', 'awaiting_approval>draft', 'awaiting_approval>cancelled',
    'scheduled>armed', 'scheduled>draft', 'scheduled>failed', 'scheduled>cancelled',
    'armed>sending', 'armed>scheduled', 'armed>draft', 'armed>cancelled',
    'sending>published', 'sending>failed', 'sending>unconfirmed', 'sending>scheduled',
    'failed>draft',
    'unconfirmed>published', 'unconfirmed>cancelled', 'unconfirmed>awaiting_approval'
  ]
$$;
--> statement-breakpoint
-- The last guard before the irreversible. It runs with the rights of whoever writes: it can see no more than they do.
CREATE FUNCTION guard_publication() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'draft' THEN
      RAISE EXCEPTION 'a publication begins as draft' USING ERRCODE = 'LP001';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.workspace_id <> OLD.workspace_id OR NEW.post_id <> OLD.post_id OR NEW.account_id <> OLD.account_id THEN
    RAISE EXCEPTION 'a publication stays with its post and account' USING ERRCODE = 'LP001';
  END IF;
  IF NEW.variant_hash <> OLD.variant_hash AND OLD.status NOT IN ('draft', 'failed') THEN
    RAISE EXCEPTION 'the words of a publication in % cannot change', OLD.status USING ERRCODE = 'LP001';
  END IF;
  IF NEW.status = OLD.status THEN
    RETURN NEW;
  END IF;
  IF NOT (OLD.status || '>' || NEW.status) = ANY (publication_moves()) THEN
    RAISE EXCEPTION 'a publication cannot go from % to %', OLD.status, NEW.status USING ERRCODE = 'LP001';
  END IF;
  IF NEW.status = 'sending' AND NOT EXISTS (
    SELECT 1 FROM grants g
    WHERE g.publication_id = NEW.id AND g.variant_hash = NEW.variant_hash AND g.voided_at IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM attempts a
        WHERE a.publication_id = NEW.id AND a.grant_id = g.id
          AND (a."end" IS NULL OR a."end" NOT IN ('wait', 'absent', 'withdrawn', 'limited', 'unavailable', 'auth', 'operator'))
      )
  ) THEN
    RAISE EXCEPTION 'no approval lets this publication be sent' USING ERRCODE = 'LP002';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER publications_guard BEFORE INSERT OR UPDATE ON publications FOR EACH ROW EXECUTE FUNCTION guard_publication();
