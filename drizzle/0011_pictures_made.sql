ALTER TABLE "brands" ADD COLUMN "colour" text;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "drawn_from" text;--> statement-breakpoint
CREATE INDEX "media_drawn" ON "media" USING btree ("workspace_id","drawn_from");