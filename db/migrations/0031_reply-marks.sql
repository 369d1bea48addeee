ALTER TABLE "replies" ADD COLUMN "read_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "replies" ADD COLUMN "read_by" text;--> statement-breakpoint
CREATE INDEX "replies_unread" ON "replies" USING btree ("id") WHERE "replies"."intent" = 'other' and "replies"."read_at" is null;