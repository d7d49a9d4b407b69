CREATE TABLE `buyers` (
	`store_id` text NOT NULL,
	`address_hash` text NOT NULL,
	`bought_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `address_hash`)
);
--> statement-breakpoint
CREATE TABLE `carts` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`shopper_id` text NOT NULL,
	`status` text NOT NULL,
	`lines` text NOT NULL,
	`items` integer NOT NULL,
	`currency` text NOT NULL,
	`total_minor` integer NOT NULL,
	`fingerprint` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`contact_id` text,
	`address_hash` text,
	`given_address_hash` text,
	`language` text,
	`country` text,
	`timezone` text,
	`created_at` integer NOT NULL,
	`observed_at` integer NOT NULL,
	`active_at` integer NOT NULL,
	`idle_at` integer,
	`abandoned_at` integer,
	`closed_at` integer,
	`resumed_message_id` text,
	`resumed_cart_id` text,
	`resumed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `carts_open` ON `carts` (`store_id`,`shopper_id`) WHERE status IN ('active', 'abandoned');--> statement-breakpoint
CREATE INDEX `carts_shopper` ON `carts` (`shopper_id`,`store_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `carts_idle` ON `carts` (`idle_at`) WHERE idle_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `carts_abandoned` ON `carts` (`abandoned_at`) WHERE status = 'abandoned';--> statement-breakpoint
CREATE INDEX `carts_address` ON `carts` (`address_hash`,`store_id`) WHERE address_hash IS NOT NULL;--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`address_hash` text NOT NULL,
	`shopper_id` text,
	`decision` text NOT NULL,
	`basis` text NOT NULL,
	`surface` text NOT NULL,
	`words` text NOT NULL,
	`words_version` text NOT NULL,
	`language` text NOT NULL,
	`page` text NOT NULL,
	`country` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `consents_address` ON `consents` (`address_hash`,`store_id`,`at`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`channel` text NOT NULL,
	`address_hash` text NOT NULL,
	`address_sealed` text NOT NULL,
	`language` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contacts_address` ON `contacts` (`store_id`,`channel`,`address_hash`);--> statement-breakpoint
CREATE TABLE `order_sightings` (
	`store_id` text NOT NULL,
	`number` text NOT NULL,
	`shopper_id` text NOT NULL,
	`cart_id` text,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `number`, `shopper_id`)
);
--> statement-breakpoint
CREATE TABLE `orders` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`number` text NOT NULL,
	`cart_id` text,
	`address_hash` text,
	`total_minor` integer,
	`currency` text,
	`message_id` text,
	`placed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_number` ON `orders` (`store_id`,`number`);--> statement-breakpoint
CREATE TABLE `recovery_links` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`cart_id` text NOT NULL,
	`message_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `recovery_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`cart_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`address_hash` text NOT NULL,
	`step` integer NOT NULL,
	`channel` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`planned_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`attempt` integer DEFAULT 0 NOT NULL,
	`lease_until` integer,
	`sending_at` integer,
	`payload_sealed` text,
	`cart_version` integer,
	`provider` text,
	`provider_message_id` text,
	`accepted_at` integer,
	`resumed_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `recovery_messages_step` ON `recovery_messages` (`cart_id`,`step`,`channel`);--> statement-breakpoint
CREATE INDEX `recovery_messages_due` ON `recovery_messages` (`due_at`) WHERE status = 'scheduled';--> statement-breakpoint
CREATE INDEX `recovery_messages_lease` ON `recovery_messages` (`lease_until`) WHERE status IN ('claimed', 'sending');--> statement-breakpoint
CREATE INDEX `recovery_messages_address` ON `recovery_messages` (`address_hash`,`store_id`);--> statement-breakpoint
CREATE TABLE `send_attempts` (
	`message_id` text NOT NULL,
	`attempt` integer NOT NULL,
	`store_id` text NOT NULL,
	`provider` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text,
	`detail` text,
	PRIMARY KEY(`message_id`, `attempt`)
);
--> statement-breakpoint
CREATE TABLE `store_hostnames` (
	`hostname` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `stores` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`platform` text NOT NULL,
	`shop_url` text NOT NULL,
	`origin` text NOT NULL,
	`settings` text DEFAULT '{}' NOT NULL,
	`paused_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `suppressions` (
	`store_id` text NOT NULL,
	`channel` text NOT NULL,
	`address_hash` text NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `channel`, `address_hash`)
);
