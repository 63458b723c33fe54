CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"what" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"begun_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "erasures_subjectId_unique" UNIQUE("subject_id")
);
--> statement-breakpoint
-- By hand from here on: the grants. One role takes rows away, those of one workspace at a time: it is a member of leopost_app and
-- sees what that sees. Tables that come later are its as well; the audit is not.
GRANT SELECT, INSERT, UPDATE, DELETE ON erasures TO leopost_system;--> statement-breakpoint
GRANT SELECT ON erasures TO leopost_backup;--> statement-breakpoint
GRANT UPDATE (name) ON workspaces TO leopost_system;--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relrowsecurity
      AND c.relname NOT IN ('workspaces', 'audit_events', 'audit_links')
  LOOP
    EXECUTE format('GRANT DELETE ON %I TO leopost_eraser', t);
  END LOOP;
END $$;--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT DELETE ON TABLES TO leopost_eraser;
