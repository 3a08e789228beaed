package bundle

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"

	"github.com/secure-systems-lab/go-securesystemslib/dsse"
)

var (
	errKeyKind  = errors.New("it is no Ed25519 key and no ECDSA key on P-256")
	errVerify   = errors.New("the signature is not by this key")
	errNoSecret = errors.New("the key is a public one, and cannot sign")
)

// Key signs and verifies, or verifies only. It is a SignerVerifier of DSSE. No error of it
// carries a part of a key.
type Key struct {
	public crypto.PublicKey
	secret crypto.Signer
	random io.Reader
	id     string
}

// ReadSecretKey reads an unencrypted private key in PEM: PKCS #8, or an EC key as openssl
// writes it.
func ReadSecretKey(text []byte, random io.Reader) (*Key, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("it is no key in PEM")
	}
	var parsed any
	var err error
	switch block.Type {
	case "PRIVATE KEY":
		parsed, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		parsed, err = x509.ParseECPrivateKey(block.Bytes)
	case "PUBLIC KEY":
		return nil, errors.New("it is a public key: name the private one")
	case "ENCRYPTED PRIVATE KEY", "ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY":
		return nil, errors.New("it is encrypted: decrypt it, for instance with openssl pkey")
	default:
		return nil, errors.New("it is no private key in PEM")
	}
	secret, ok := parsed.(crypto.Signer)
	if err != nil || !ok {
		return nil, errors.New("its PEM holds no private key that can be read")
	}
	key, err := keyOf(secret.Public())
	if err != nil {
		return nil, err
	}
	key.secret, key.random = secret, random
	return key, nil
}

// ReadPublicKey reads a public key in PEM, as openssl pkey -pubout and cosign write it.
func ReadPublicKey(text []byte) (*Key, error) {
	block, _ := pem.Decode(text)
	switch {
	case block == nil:
		return nil, errors.New("it is no key in PEM")
	case block.Type != "PUBLIC KEY":
		return nil, errors.New("it is no public key in PEM: openssl pkey -pubout makes one")
	}
	public, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, errors.New("its PEM holds no public key that can be read")
	}
	return keyOf(public)
}

func keyOf(public crypto.PublicKey) (*Key, error) {
	switch key := public.(type) {
	case ed25519.PublicKey:
	case *ecdsa.PublicKey:
		if key.Curve != elliptic.P256() {
			return nil, errKeyKind
		}
	default:
		return nil, errKeyKind
	}
	id, err := dsse.SHA256KeyID(public)
	if err != nil {
		return nil, errKeyKind
	}
	return &Key{public: public, id: id}, nil
}

// KeyID is the key's fingerprint, as ssh-keygen shows it: the one that other verifiers of DSSE
// look for.
func (k *Key) KeyID() (string, error) { return k.id, nil }

// Public is the public key.
func (k *Key) Public() crypto.PublicKey { return k.public }

// Sign signs data as it is, and with ECDSA its SHA-256.
func (k *Key) Sign(_ context.Context, data []byte) ([]byte, error) {
	if k.secret == nil {
		return nil, errNoSecret
	}
	if _, ok := k.public.(ed25519.PublicKey); ok {
		return k.secret.Sign(k.random, data, crypto.Hash(0))
	}
	digest := sha256.Sum256(data)
	return k.secret.Sign(k.random, digest[:], crypto.SHA256)
}

// Verify says whether a signature is this key's.
func (k *Key) Verify(_ context.Context, data, signature []byte) error {
	good := false
	switch key := k.public.(type) {
	case ed25519.PublicKey:
		good = ed25519.Verify(key, data, signature)
	case *ecdsa.PublicKey:
		digest := sha256.Sum256(data)
		good = ecdsa.VerifyASN1(key, digest[:], signature)
	}
	if !good {
		return errVerify
	}
	return nil
}
