variable "region" {
  type    = string
  default = "us-east-1"
}

variable "key_spec" {
  description = "What kind of KMS key encrypts the indexes."
  type        = string
}

variable "indexes" {
  type = map(object({
    dimension = number
    protected = optional(bool, false)
    tags      = optional(map(string), {})
  }))
}
