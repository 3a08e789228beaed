package bundle

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/secure-systems-lab/go-securesystemslib/dsse"
)

// Sign puts a statement into an envelope of DSSE.
func Sign(ctx context.Context, key *Key, statement []byte) ([]byte, error) {
	signer, err := dsse.NewEnvelopeSigner(key)
	if err != nil {
		return nil, fmt.Errorf("sign the statement: %w", err)
	}
	envelope, err := signer.SignPayload(ctx, PayloadType, statement)
	if err != nil {
		return nil, fmt.Errorf("sign the statement: %w", err)
	}
	return encode(envelope)
}

func encode(envelope *dsse.Envelope) ([]byte, error) {
	data, err := jsonv2.Marshal(envelope)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", EnvelopeFile, err)
	}
	return append(data, '\n'), nil
}

// Signed says whether an envelope holds that statement, signed with the key; with no key,
// whether it holds it. The error is a sentence about the file.
func Signed(ctx context.Context, key *Key, data, statement []byte) error {
	var envelope dsse.Envelope
	if err := jsonv2.Unmarshal(data, &envelope, jsonv2.RejectUnknownMembers(true)); err != nil {
		return fmt.Errorf("%s is no envelope: %w", EnvelopeFile, err)
	}
	// A signature does not cover how the envelope is written: nothing may stand in it unseen.
	if again, err := encode(&envelope); err != nil || !bytes.Equal(again, data) || len(envelope.Signatures) != 1 {
		return fmt.Errorf("%s is not written as pinelint writes it, with one signature", EnvelopeFile)
	}
	if envelope.PayloadType != PayloadType || envelope.Payload != base64.StdEncoding.EncodeToString(statement) {
		return fmt.Errorf("%s has a statement about another bundle", EnvelopeFile)
	}
	if key == nil {
		return nil
	}
	signature := envelope.Signatures[0]
	if signature.KeyID != key.id {
		return fmt.Errorf("%s is signed with the key %s and not with %s", EnvelopeFile, signature.KeyID, key.id)
	}
	if raw, err := base64.StdEncoding.Strict().DecodeString(signature.Sig); err != nil || len(raw) == 0 {
		return fmt.Errorf("%s has a signature that is no base64", EnvelopeFile)
	}
	verifier, err := dsse.NewEnvelopeVerifier(key)
	if err != nil {
		return fmt.Errorf("verify the signature: %w", err)
	}
	if _, err := verifier.Verify(ctx, &envelope); err != nil {
		return fmt.Errorf("%s has a signature that is wrong: the bundle or the signature was changed", EnvelopeFile)
	}
	return nil
}
