"""Words that only our own guide says, in each language: the program must not know them."""

from __future__ import annotations

import re

# What only one guide says: of whom and of what it speaks, and that it restates another publication.
OF_ONE_GUIDE = {
    "en": "working group|stakeholder|edition(?!})|published (guide|text)|(?<!official )publication"
    "|plain-language|commercial|life.cycle|Commitment|human rights|your group",
    "fr": "groupes? de travail|votre groupe|parties? prenante|cette édition|guide publié"
    "|publication(?! officielle)|langage clair|commercial|cycle de vie|Engagement",
    "es": "grupos? de trabajo|su grupo|el grupo|partes? interesada|esta edición|guía publicada"
    "|publicación(?! oficial)|lenguaje claro|comercial|ciclo de vida|Compromiso",
    "pt": "grupos? de trabalho|seu grupo|o grupo|partes? interessada|esta edição|guia publicado"
    "|publicação(?! oficial)|linguagem simples|comercia|ciclo de vida|Compromisso",
    "id": "kelompok kerja|kelompok Anda|pemangku|edisi ini|panduan yang diterbitkan|publikasi"
    "|bahasa sederhana|komersial|siklus|Komitmen",
    "ar": "أصحاب المصلحة|مجموعة العمل|مجموعتكم|عملكم|هذه الطبعة|الدليل المنشور|بالمنشور|مبسّطة"
    "|تجارية|دورة حياة|الالتزام",
    "my": "ပါဝင်ပတ်သက်သူ|လုပ်ငန်းအဖွဲ့|သင်တို့၏အဖွဲ့|ထုတ်ဝေမူ|ထုတ်ဝေပြီး|ထုတ်ဝေစာအုပ်|စီးပွား|သက်တမ်း|ကတိကဝတ်",
}


def of_one_guide(code: str, text: str) -> list[str]:
    """The words in a text that only one guide would say."""
    return [match[0] for match in re.finditer(OF_ONE_GUIDE[code], text, re.IGNORECASE)]
