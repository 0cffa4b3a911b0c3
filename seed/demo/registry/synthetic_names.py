"""Names and addresses. Surnames are weighted by how common they are; any likeness to a person is chance."""

from __future__ import annotations

import numpy as np

from seed.demo.toolkit.columnar_table import Array
from seed.demo.toolkit.day_numbers import day_number
from seed.demo.toolkit.sampling import Random, code_of, sample_weighted
from shared.models import Relation

from .household_types import FEMALE
from .people_and_households import People

# Roughly the order in which surnames are common in Jiangsu; weights fall with rank (ASSUMED).
SURNAMES = list(
    "王张李陈徐刘周朱吴孙杨赵陆顾沈黄马胡蒋高钱许唐丁曹潘戴葛倪严季袁谢郭于宋韩冯董程邵薛蔡范石姚史"
    "夏卞任魏殷汤孟金秦贾梁万方郑何罗林田杜施叶俞盛谈庄侍仲封成嵇茅柏"
)
GIVEN_NAME_CHARACTERS = {  # by decade of birth and sex: first characters, second characters
    ("old", 0): ("建国志明德正文永玉长春金福广兆学云如荣", "华明军平林才生海山根宝龙兵庆余祥贵富泉荣"),
    ("old", 1): ("秀桂玉兰凤美素月春金彩巧云翠红菊爱淑粉", "英兰珍芳华凤梅琴芹香霞娥萍云芝妹红珠"),
    ("young", 0): ("子浩宇俊梓家嘉志文明天思一晓泽博睿承", "轩涵辰宇杰豪然阳鑫睿凯泽博航晨乐铭翔"),
    ("young", 1): ("子欣雨梓佳嘉思诗一晓可馨语若心梦雅婷", "涵怡萱彤妍琪悦欣瑶宁婷雅诺彤萌依然菲"),
}
YOUNG_SINCE = day_number(1990)
SINGLE_CHARACTER_SHARE = 0.16
KEEP_THEIR_SURNAME = {code_of(Relation.SPOUSE)}


def draw_names(random: Random, people: People, households: int) -> Array:
    """A name of two or three characters for each person; a household shares its surname, spouses keep theirs."""
    weights = 1 / (np.arange(len(SURNAMES)) + 6.0)
    of_household = sample_weighted(random, weights, households)[people.household]
    own_family_name = sample_weighted(random, weights, len(people))
    outside = np.isin(people.relation, list(KEEP_THEIR_SURNAME))
    surname = np.array(SURNAMES, object)[np.where(outside, own_family_name, of_household)]
    return surname + _draw_given_names(random, people)


def _draw_given_names(random: Random, people: People) -> Array:
    given_names = np.empty(len(people), object)
    young = people.born >= YOUNG_SINCE
    for (era, sex), (first, second) in GIVEN_NAME_CHARACTERS.items():
        chosen = np.flatnonzero((young == (era == "young")) & ((people.sex == FEMALE) == bool(sex)))
        pairs = np.array([a + b for a in first for b in second] + list(second), object)
        double = random.integers(0, len(first) * len(second), len(chosen))
        single = len(first) * len(second) + random.integers(0, len(second), len(chosen))
        given_names[chosen] = pairs[np.where(random.random(len(chosen)) < SINGLE_CHARACTER_SHARE, single, double)]
    return given_names


def draw_addresses(random: Random, villages: Array) -> Array:
    """A made-up address in each of the villages."""
    short_names = {name: name.removesuffix("委会").removesuffix("居").removesuffix("村民") for name in set(villages)}
    groups = np.array([f"{group}组{number}号" for group in range(1, 16) for number in range(1, 121)], object)
    village_names = np.array([short_names[name] for name in villages], object)
    return village_names + groups[random.integers(0, len(groups), len(villages))]


def draw_worker_names(random: Random, count: int) -> Array:
    """Names of the workers responsible for villages."""
    surname = np.array(SURNAMES, object)[sample_weighted(random, 1 / (np.arange(len(SURNAMES)) + 6.0), count)]
    first, second = GIVEN_NAME_CHARACTERS["old", 1]
    pairs = np.array([a + b for a in first for b in second], object)
    return surname + pairs[random.integers(0, len(pairs), count)]
