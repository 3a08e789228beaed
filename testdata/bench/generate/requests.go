package generate

import (
	"bufio"
	"fmt"
	"os"
)

// Roles is how many resources the requests of an organization are about: each has its own
// policy and many requests.
const Roles = 200

// Requests writes so many AWS requests with their policies, one on each line, about so many
// roles: to assume a role, to decrypt with a key and to write into a bucket, in turns.
func Requests(path string, count, roles int) error {
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write requests: %w", err)
	}
	defer file.Close()
	out := bufio.NewWriter(file)
	for i := range count {
		request := []func(int) string{assumeRole, decrypt, putObject}[i%3]
		fmt.Fprintf(out, "{\"id\":\"%d\",%s}\n", i, request(i/3%roles))
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write requests: %w", err)
	}
	return file.Close()
}

func assumeRole(i int) string {
	return fmt.Sprintf(`"principal":"arn:aws:iam::999988887777:role/reader_us-west-%d","action":"sts:AssumeRole",`+
		`"resource":"arn:aws:iam::%012d:role/pinecone","context":{"sts:ExternalId":"6f9f1c1e-%06[2]d"},`+
		`"assumeCallerAllowed":true,"resourcePolicy":{"Version":"2012-10-17","Statement":[{"Sid":"Vendor",`+
		`"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::999988887777:role/reader_us-east-1",`+
		`"arn:aws:iam::999988887777:role/reader_us-west-2"]},"Action":"sts:AssumeRole",`+
		`"Condition":{"StringEquals":{"sts:ExternalId":"6f9f1c1e-%06[2]d"}}}]}`, 1+i%3, i)
}

func decrypt(i int) string {
	return fmt.Sprintf(`"principal":"arn:aws:iam::%012d:role/pinecone","action":"kms:Decrypt",`+
		`"resource":"arn:aws:kms:us-east-1:%012[1]d:key/1b2e9c58-0000-4000-8000-%012[1]d",`+
		`"resourcePolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*",`+
		`"Principal":{"AWS":"arn:aws:iam::%012[1]d:root"}}]},"identityPolicies":[{"Version":"2012-10-17",`+
		`"Statement":[{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt","kms:DescribeKey"],`+
		`"Resource":"arn:aws:kms:us-east-1:%012[1]d:key/*"}]}]`, i)
}

func putObject(i int) string {
	return fmt.Sprintf(`"principal":"arn:aws:iam::%012d:role/audit","action":"s3:PutObject",`+
		`"resource":"arn:aws:s3:::audit-%[1]d/logs/2026/11/01.json","resourceAccount":"%012[1]d",`+
		`"context":{"aws:SecureTransport":true},"resourcePolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Deny",`+
		`"Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::audit-%[1]d","arn:aws:s3:::audit-%[1]d/*"],`+
		`"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]},"identityPolicies":[{"Version":"2012-10-17",`+
		`"Statement":[{"Effect":"Allow","Action":["s3:PutObject","s3:ListBucket"],`+
		`"Resource":["arn:aws:s3:::audit-%[1]d","arn:aws:s3:::audit-%[1]d/*"]}]}]`, i)
}
