CREATE TABLE "corrections" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"publication_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"variant_hash" text NOT NULL,
	"grant_id" uuid NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"retry_at" timestamp with time zone,
	"sending_until" timestamp with time zone,
	"sender" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"failure_kind" text,
	"failure_say" text,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "corrections_grantId_unique" UNIQUE("grant_id")
);
--> statement-breakpoint
ALTER TABLE "corrections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "replies" ADD COLUMN "set_aside_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD COLUMN "workspace_id" uuid;--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD COLUMN "target" text;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_workspace_id_workspaces_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("workspace_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_publication_id_publications_id_fk" FOREIGN KEY ("publication_id") REFERENCES "public"."publications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_variant_id_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_grant_id_grants_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."grants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "corrections_one_open" ON "corrections" USING btree ("publication_id") WHERE status in ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX "corrections_open" ON "corrections" USING btree ("retry_at") WHERE status in ('waiting', 'sending');--> statement-breakpoint
CREATE POLICY "corrections_workspace" ON "corrections" AS PERMISSIVE FOR ALL TO "leopost_app" USING (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid)) WITH CHECK (workspace_id = (select nullif(current_setting('app.workspace', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "corrections_system" ON "corrections" AS PERMISSIVE FOR ALL TO "leopost_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "corrections_backup" ON "corrections" AS PERMISSIVE FOR SELECT TO "leopost_backup" USING (true);--> statement-breakpoint
-- By hand from here.
ALTER TABLE "corrections" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON corrections TO leopost_app, leopost_system;--> statement-breakpoint
GRANT SELECT ON corrections TO leopost_backup;--> statement-breakpoint
-- A rotation of the key seals these again.
GRANT SELECT, UPDATE, DELETE ON consents, registrations TO leopost_system;--> statement-breakpoint
-- What is public changes only under an approval of the very words, one change for each.
CREATE FUNCTION guard_correction() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'waiting' THEN
      RAISE EXCEPTION 'a correction begins as waiting' USING ERRCODE = 'LP001';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.workspace_id <> OLD.workspace_id OR NEW.publication_id <> OLD.publication_id OR NEW.variant_hash <> OLD.variant_hash
    OR NEW.grant_id <> OLD.grant_id THEN
    RAISE EXCEPTION 'a correction stays with its publication, its words and its approval' USING ERRCODE = 'LP001';
  END IF;
  IF NEW.status <> OLD.status AND NOT (OLD.status || '>' || NEW.status) = ANY (ARRAY[
    'waiting>sending', 'waiting>cancelled', 'sending>waiting', 'sending>done', 'sending>failed'
  ]) THEN
    RAISE EXCEPTION 'a correction cannot go from % to %', OLD.status, NEW.status USING ERRCODE = 'LP001';
  END IF;
  IF NEW.status = 'sending' AND OLD.status = 'waiting' AND NOT EXISTS (
    SELECT 1 FROM grants g JOIN publications p ON p.id = g.publication_id
    WHERE g.id = NEW.grant_id AND g.publication_id = NEW.publication_id AND g.variant_hash = NEW.variant_hash
      AND g.voided_at IS NULL AND p.status = 'published' AND p.removed_at IS NULL
  ) THEN
    RAISE EXCEPTION 'no approval lets this publication be changed' USING ERRCODE = 'LP002';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER corrections_guard BEFORE INSERT OR UPDATE ON corrections FOR EACH ROW EXECUTE FUNCTION guard_correction();
--> statement-breakpoint
-- As before, but the words of what is public follow a correction that was carried out.
CREATE OR REPLACE FUNCTION guard_publication() RETURNS trigger LANGUAGE plpgsql SECURITY INVOKER AS $$
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
  IF NEW.variant_hash <> OLD.variant_hash AND OLD.status NOT IN ('draft', 'failed') AND NOT (
    OLD.status = 'published' AND NEW.status = 'published' AND EXISTS (
      SELECT 1 FROM corrections c
      WHERE c.publication_id = NEW.id AND c.variant_hash = NEW.variant_hash AND c.status = 'sending'
    )
  ) THEN
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
