export interface Address {
  Name: string;
  Address: string;
}

/** What is kept of an attachment: that it was there. Its bytes are not. */
export interface AttachmentNote {
  PartID: string;
  FileName: string;
  ContentType: string;
  ContentID: string;
  Size: number;
}

/** One message as the inbox remembers it. Plain JSON, so that it can be written to a file and read back. */
export interface StoredMessage {
  ID: string;
  MessageID: string;
  From: Address;
  To: Address[];
  Cc: Address[];
  Bcc: Address[];
  ReplyTo: Address[];
  Subject: string;
  Text: string;
  HTML: string;
  Tags: string[];
  /** Every header by its canonical name, as the mail would carry it. */
  Headers: Record<string, string[]>;
  Inline: AttachmentNote[];
  Attachments: AttachmentNote[];
  /** Bytes. */
  Size: number;
  /** Epoch milliseconds. */
  Created: number;
  Read: boolean;
}
