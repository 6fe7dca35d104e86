"""Keys: private, whole, and never anybody's by name alone."""

import base64
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jds.accounting.keys import (
    NoKey,
    NotAPublicKey,
    UnusableKey,
    is_signed,
    make_pair,
    make_register_key,
    public_key_in,
    register_key,
    sign,
)

DIGEST = bytes(range(32))


def test_a_pair_signs_and_its_public_half_recognises_the_signature(tmp_path: Path) -> None:
    public = make_pair(tmp_path, "anna")

    signature = sign(tmp_path, "anna", DIGEST)

    assert is_signed(DIGEST, signature=signature, public_key=public)
    assert not is_signed(DIGEST[::-1], signature=signature, public_key=public)


def test_the_signature_of_another_is_not_recognised(tmp_path: Path) -> None:
    public = make_pair(tmp_path, "anna")
    make_pair(tmp_path, "bert")

    assert not is_signed(DIGEST, signature=sign(tmp_path, "bert", DIGEST), public_key=public)


def test_a_pair_that_is_there_is_kept(tmp_path: Path) -> None:
    assert make_pair(tmp_path, "anna") == make_pair(tmp_path, "anna")


@pytest.mark.parametrize("name", ["anna", "register"])
def test_a_key_file_is_readable_by_its_owner_only(tmp_path: Path, name: str) -> None:
    make_pair(tmp_path, "anna")
    make_register_key(tmp_path)

    mode = (tmp_path / "keys" / f"{name}.key").stat().st_mode

    assert stat.S_IMODE(mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_can_read_proves_nothing(tmp_path: Path, mode: int) -> None:
    make_pair(tmp_path, "anna")
    (tmp_path / "keys" / "anna.key").chmod(mode)

    with pytest.raises(UnusableKey, match="open to other accounts"):
        sign(tmp_path, "anna", DIGEST)


def test_a_name_without_a_key_proves_nothing(tmp_path: Path) -> None:
    with pytest.raises(NoKey, match=r"\[anna\]"):
        sign(tmp_path, "anna", DIGEST)


@pytest.mark.parametrize("content", [b"", b"no key", b"\x00" * 32])
def test_a_damaged_private_key_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    make_pair(tmp_path, "anna")
    (tmp_path / "keys" / "anna.key").write_bytes(content)

    with pytest.raises(UnusableKey, match="not an unencrypted Ed25519 key"):
        sign(tmp_path, "anna", DIGEST)


def test_a_private_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    make_pair(tmp_path, "anna")
    other = generate_private_key(SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "keys" / "anna.key").write_bytes(other)

    with pytest.raises(UnusableKey):
        sign(tmp_path, "anna", DIGEST)


def test_the_secret_of_the_register_is_made_once(tmp_path: Path) -> None:
    made = make_register_key(tmp_path)

    assert len(made) == 32
    assert make_register_key(tmp_path) == made == register_key(tmp_path)


def test_a_missing_secret_of_the_register_is_no_new_one(tmp_path: Path) -> None:
    with pytest.raises(UnusableKey, match="missing"):
        register_key(tmp_path)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_secret_of_another_length_is_refused(tmp_path: Path, length: int) -> None:
    make_register_key(tmp_path)
    (tmp_path / "keys" / "register.key").write_bytes(b"k" * length)

    with pytest.raises(UnusableKey, match=rf"\[{length}\] bytes"):
        register_key(tmp_path)


def test_a_public_key_is_read_as_pem_and_as_base64(tmp_path: Path) -> None:
    public = Ed25519PrivateKey.generate().public_key()
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    as_pem, as_text = tmp_path / "key.pem", tmp_path / "key.txt"
    as_pem.write_bytes(
        public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )
    as_text.write_bytes(base64.b64encode(raw) + b"\n")

    assert public_key_in(as_pem) == public_key_in(as_text) == raw


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nothing like a key",
        base64.b64encode(b"k" * 31),
        base64.b64encode(b"k" * 33),
        b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
    ],
)
def test_a_file_without_a_public_key_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "key"
    file.write_bytes(content)

    with pytest.raises(NotAPublicKey):
        public_key_in(file)


def test_a_public_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_bytes(
        generate_private_key(SECP256R1())
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )

    with pytest.raises(NotAPublicKey):
        public_key_in(file)


def test_a_public_key_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAPublicKey, match="cannot be read"):
        public_key_in(tmp_path / "nowhere")
