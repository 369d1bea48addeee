CREATE TABLE "replies" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "replies_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"gateway_id" text NOT NULL,
	"provider_reply_id" text,
	"phone" text NOT NULL,
	"answered" text,
	"text" text NOT NULL,
	"at" timestamptz(3),
	"received_at" timestamptz(3) NOT NULL,
	"intent" text NOT NULL,
	"customer_id" text,
	"message_id" bigint,
	CONSTRAINT "replies_intent" CHECK ("replies"."intent" in ('opt-out','wrong-person','other'))
);
--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "replies" jsonb DEFAULT '{"optOutWords":["SAIR","PARE","STOP","CANCELAR"],"wrongPersonWords":["ENGANO","NÚMERO ERRADO","TELEFONE ERRADO","PESSOA ERRADA","NÃO SOU EU","NÃO CONHEÇO"],"optOutConfirmation":null,"wrongPersonConfirmation":null}'::jsonb NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "replies_once" ON "replies" USING btree ("gateway_id","provider_reply_id") WHERE "replies"."provider_reply_id" is not null;--> statement-breakpoint
CREATE INDEX "replies_by_phone" ON "replies" USING btree ("phone","id");--> statement-breakpoint
CREATE INDEX "replies_by_customer" ON "replies" USING btree ("customer_id","id") WHERE "replies"."customer_id" is not null;--> statement-breakpoint
CREATE INDEX "replies_by_intent" ON "replies" USING btree ("intent","id");